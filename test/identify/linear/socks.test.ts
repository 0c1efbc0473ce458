import { provePatternsLinear } from './prove.js';

provePatternsLinear('socks');
