import { provePatternsLinear } from './prove.js';

provePatternsLinear('ms-wbt-server');
