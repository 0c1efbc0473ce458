import { provePatternsLinear } from './prove.js';

provePatternsLinear('spamd');
