import { provePatternsLinear } from './prove.js';

provePatternsLinear('sieve');
