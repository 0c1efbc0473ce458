import { provePatternsLinear } from './prove.js';

provePatternsLinear('cql');
