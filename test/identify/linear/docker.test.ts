import { provePatternsLinear } from './prove.js';

provePatternsLinear('docker');
