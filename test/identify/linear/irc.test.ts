import { provePatternsLinear } from './prove.js';

provePatternsLinear('irc');
