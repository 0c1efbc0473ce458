import { provePatternsLinear } from './prove.js';

provePatternsLinear('mqtt');
