import { provePatternsLinear } from './prove.js';

provePatternsLinear('postgresql');
