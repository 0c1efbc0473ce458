import { provePatternsLinear } from './prove.js';

provePatternsLinear('dict');
