import { provePatternsLinear } from './prove.js';

provePatternsLinear('freeswitch-event');
