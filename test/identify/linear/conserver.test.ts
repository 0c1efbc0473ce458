import { provePatternsLinear } from './prove.js';

provePatternsLinear('conserver');
