import { provePatternsLinear } from './prove.js';

provePatternsLinear('http-proxy');
