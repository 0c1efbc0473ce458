import { provePatternsLinear } from './prove.js';

provePatternsLinear('gopher');
