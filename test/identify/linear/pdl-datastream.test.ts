import { provePatternsLinear } from './prove.js';

provePatternsLinear('pdl-datastream');
