import { provePatternsLinear } from './prove.js';

provePatternsLinear('epmd');
