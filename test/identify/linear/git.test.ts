import { provePatternsLinear } from './prove.js';

provePatternsLinear('git');
