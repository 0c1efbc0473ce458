import { provePatternsLinear } from './prove.js';

provePatternsLinear('amqp');
