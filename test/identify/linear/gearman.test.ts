import { provePatternsLinear } from './prove.js';

provePatternsLinear('gearman');
