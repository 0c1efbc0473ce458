import { provePatternsLinear } from './prove.js';

provePatternsLinear('tarantool');
