import { provePatternsLinear } from './prove.js';

provePatternsLinear('telnet');
