import { provePatternsLinear } from './prove.js';

provePatternsLinear('redis');
