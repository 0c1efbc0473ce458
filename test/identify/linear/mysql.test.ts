import { provePatternsLinear } from './prove.js';

provePatternsLinear('mysql');
