import { provePatternsLinear } from './prove.js';

provePatternsLinear('pop3-replies');
