import { provePatternsLinear } from './prove.js';

provePatternsLinear('nats');
