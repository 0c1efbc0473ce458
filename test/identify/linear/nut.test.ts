import { provePatternsLinear } from './prove.js';

provePatternsLinear('nut');
