import { provePatternsLinear } from './prove.js';

provePatternsLinear('ipp');
