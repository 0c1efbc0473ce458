import { provePatternsLinear } from './prove.js';

provePatternsLinear('domain');
