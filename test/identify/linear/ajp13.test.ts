import { provePatternsLinear } from './prove.js';

provePatternsLinear('ajp13');
