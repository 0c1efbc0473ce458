import { provePatternsLinear } from './prove.js';

provePatternsLinear('ssh');
