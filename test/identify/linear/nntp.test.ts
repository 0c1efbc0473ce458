import { provePatternsLinear } from './prove.js';

provePatternsLinear('nntp');
