import { provePatternsLinear } from './prove.js';

provePatternsLinear('gpsd');
