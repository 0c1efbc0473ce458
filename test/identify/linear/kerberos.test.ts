import { provePatternsLinear } from './prove.js';

provePatternsLinear('kerberos');
