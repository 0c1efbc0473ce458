import { provePatternsLinear } from './prove.js';

provePatternsLinear('bolt');
