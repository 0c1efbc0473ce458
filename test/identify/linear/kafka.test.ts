import { provePatternsLinear } from './prove.js';

provePatternsLinear('kafka');
