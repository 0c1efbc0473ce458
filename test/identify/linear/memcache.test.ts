import { provePatternsLinear } from './prove.js';

provePatternsLinear('memcache');
