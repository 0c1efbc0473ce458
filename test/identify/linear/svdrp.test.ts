import { provePatternsLinear } from './prove.js';

provePatternsLinear('svdrp');
