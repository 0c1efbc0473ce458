import { provePatternsLinear } from './prove.js';

provePatternsLinear('openwire');
