import { provePatternsLinear } from './prove.js';

provePatternsLinear('sip');
