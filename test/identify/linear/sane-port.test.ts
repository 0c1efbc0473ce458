import { provePatternsLinear } from './prove.js';

provePatternsLinear('sane-port');
