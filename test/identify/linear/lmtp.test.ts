import { provePatternsLinear } from './prove.js';

provePatternsLinear('lmtp');
