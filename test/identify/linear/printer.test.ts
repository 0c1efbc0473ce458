import { provePatternsLinear } from './prove.js';

provePatternsLinear('printer');
