import { provePatternsLinear } from './prove.js';

provePatternsLinear('cvspserver');
