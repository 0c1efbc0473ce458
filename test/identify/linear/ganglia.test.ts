import { provePatternsLinear } from './prove.js';

provePatternsLinear('ganglia');
