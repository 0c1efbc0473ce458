import { provePatternsLinear } from './prove.js';

provePatternsLinear('netbios-ssn');
