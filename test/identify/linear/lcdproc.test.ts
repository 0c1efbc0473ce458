import { provePatternsLinear } from './prove.js';

provePatternsLinear('lcdproc');
