import { provePatternsLinear } from './prove.js';

provePatternsLinear('tor-control');
