import { provePatternsLinear } from './prove.js';

provePatternsLinear('clamd');
