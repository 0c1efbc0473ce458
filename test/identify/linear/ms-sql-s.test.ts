import { provePatternsLinear } from './prove.js';

provePatternsLinear('ms-sql-s');
