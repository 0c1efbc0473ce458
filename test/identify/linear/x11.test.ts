import { provePatternsLinear } from './prove.js';

provePatternsLinear('x11');
