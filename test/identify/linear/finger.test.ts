import { provePatternsLinear } from './prove.js';

provePatternsLinear('finger');
