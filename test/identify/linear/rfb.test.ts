import { provePatternsLinear } from './prove.js';

provePatternsLinear('rfb');
