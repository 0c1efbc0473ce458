import { provePatternsLinear } from './prove.js';

provePatternsLinear('asterisk-manager');
