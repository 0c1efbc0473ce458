import { provePatternsLinear } from './prove.js';

provePatternsLinear('munin');
