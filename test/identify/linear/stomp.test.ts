import { provePatternsLinear } from './prove.js';

provePatternsLinear('stomp');
