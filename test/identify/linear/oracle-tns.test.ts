import { provePatternsLinear } from './prove.js';

provePatternsLinear('oracle-tns');
