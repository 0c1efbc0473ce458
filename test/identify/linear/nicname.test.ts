import { provePatternsLinear } from './prove.js';

provePatternsLinear('nicname');
