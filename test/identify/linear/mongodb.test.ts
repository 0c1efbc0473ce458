import { provePatternsLinear } from './prove.js';

provePatternsLinear('mongodb');
